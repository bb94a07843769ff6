import { useNavigate, useParams } from '@tanstack/react-router'
import { api, done } from '../app/api.ts'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { formText } from '../ui/form-text.ts'

interface RenameFolderDialogProps {
  readonly folder: string
  readonly onClose: () => void
}

export default function RenameFolderDialog({ folder, onClose }: RenameFolderDialogProps) {
  const navigate = useNavigate()
  const { folder: shown } = useParams({ strict: false })
  const rename = async (form: HTMLFormElement): Promise<void> => {
    const name = formText(form, 'name')
    // The typed client puts parameters into the path as they are.
    await done(
      api.folders[':folder'].$patch({ param: { folder: encodeURIComponent(folder) }, json: { name } }),
    )
    if (shown === folder) await navigate({ to: '/folder/$folder', params: { folder: name }, replace: true })
  }
  return (
    <FormDialog title="Rename folder" act="Save" onClose={onClose} onSubmit={rename}>
      <Field
        label="Name"
        name="name"
        defaultValue={folder}
        maxLength={100}
        required
        autoFocus
        autoComplete="off"
        hint="The name of another folder puts both together."
      />
    </FormDialog>
  )
}
