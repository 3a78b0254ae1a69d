// A source file as the tidy rules see it: its text, what it imports, and the names it declares.
import ts from 'typescript';

export type SourceFile = { path: string; text: string };
export type Import = { target: string; typeOnly: boolean; line: number };
export type Declared = { name: string; line: number };
export type Read = SourceFile & { imports: Import[]; declared: Declared[]; sqlLine: number | undefined };

/** Reads the syntax tree once; a name or an import inside a comment or a string is none. */
export function readSource(file: SourceFile): Read {
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true, file.path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const read: Read = { ...file, imports: [], declared: [], sqlLine: undefined };
  const lineOf = (node: ts.Node): number => tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found) read.imports.push({ ...found, line: lineOf(node) });
    for (const name of namesOf(node)) read.declared.push({ name: name.text, line: lineOf(name) });
    if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && node.tag.text === 'sql') read.sqlLine ??= lineOf(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return read;
}

function importOf(node: ts.Node): Omit<Import, 'line'> | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { target: node.moduleSpecifier.text, typeOnly: isTypeOnly(node.importClause) };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    const clause = node.exportClause;
    const onlyTypes = node.isTypeOnly || (clause !== undefined && ts.isNamedExports(clause) && clause.elements.length > 0 && clause.elements.every((one) => one.isTypeOnly));
    return { target: node.moduleSpecifier.text, typeOnly: onlyTypes };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [target] = node.arguments;
    if (target && ts.isStringLiteral(target)) return { target: target.text, typeOnly: false };
  }
  return undefined;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false; // imported for its effect
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return clause.name === undefined && named !== undefined && ts.isNamedImports(named) && named.elements.length > 0 && named.elements.every((one) => one.isTypeOnly);
}

function namesOf(node: ts.Node): ts.Identifier[] {
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return node.name ? [node.name] : [];
  if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) return [node.name];
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) return [node.name];
  return [];
}
