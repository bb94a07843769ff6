import { getRouteApi } from '@tanstack/react-router'
import { Missing } from '../app/broken.tsx'
import { AuditPart } from './audit-part.tsx'
import { ChannelsPart } from './channels-part.tsx'
import { DeadLettersPart } from './dead-letters-part.tsx'
import { FeedsPart } from './feeds-part.tsx'
import { PeoplePart } from './people-part.tsx'
import { RegistrationPart } from './registration-part.tsx'

const route = getRouteApi('/house/admin/$part')

export function AdminPart() {
  const { part } = route.useParams()
  switch (part) {
    case 'people':
      return <PeoplePart />
    case 'registration':
      return <RegistrationPart />
    case 'feeds':
      return <FeedsPart />
    case 'channels':
      return <ChannelsPart />
    case 'dead-letters':
      return <DeadLettersPart />
    case 'audit':
      return <AuditPart />
    default:
      return <Missing />
  }
}
