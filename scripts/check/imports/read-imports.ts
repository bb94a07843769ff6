import { parseSync, Visitor } from 'oxc-parser'

export interface Import {
  readonly specifier: string
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean
}

/** @returns what a module imports: statically, dynamically, as a re-export or inside a type */
export function readImports(file: string, source: string): Import[] {
  const imports: Import[] = []
  const add = (specifier: unknown, typeOnly: boolean): void => {
    if (typeof specifier === 'string') imports.push({ specifier, typeOnly })
  }
  new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.importKind === 'type'),
    ExportAllDeclaration: (node) => add(node.source.value, node.exportKind === 'type'),
    ExportNamedDeclaration: (node) => add(node.source?.value, node.exportKind === 'type'),
    ImportExpression: (node) => add('value' in node.source ? node.source.value : undefined, false),
    TSImportType: (node) => add(node.source.value, true),
  }).visit(parseSync(file, source).program)
  return imports
}
