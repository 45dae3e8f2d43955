import { resolve } from 'node:path';
import ts from 'typescript';

/** A command of the AWS SDK that a handler can reach. */
export interface ReachedCall {
  /** The client's package without `@aws-sdk/`: `client-ec2`, `lib-dynamodb`. */
  readonly client: string;
  /** As the SDK names it, without `Command`: `StartInstances`, `Put`. */
  readonly command: string;
  /** Who makes it: `DynamoMemory.saveRun`, or the name of a function. */
  readonly maker: string;
}

const ROOT = resolve(import.meta.dirname, '../..');
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ['node'],
  noEmit: true,
  strict: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
};

/**
 * The SDK commands that each of these files can reach, by the code alone. A file's own statements run when it is imported; a
 * function runs when its name is used; a method, when it is used on its class or on an interface that it fits. Methods that nobody
 * uses are left out, though they are in the bundle: `DynamoRows.put` is the command line's. What is called by a name that is made at
 * run time is not found, and shows as a right that nothing uses.
 */
export const reachedCalls = (entries: readonly string[]): ReadonlyMap<string, readonly ReachedCall[]> => {
  const program = ts.createProgram(
    entries.map((entry) => resolve(ROOT, entry)),
    OPTIONS,
  );
  return new Map(entries.map((entry) => [entry, new Reach(program).from(resolve(ROOT, entry))]));
};

/** A method or a function in an object, which runs once somebody uses a member of that name and type. */
interface Member {
  readonly name: string;
  readonly node: ts.Node;
}

class Reach {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #reached = new Set<ts.Node>();
  readonly #waiting: ts.Node[] = [];
  readonly #members: Member[] = [];
  readonly #used = new Map<string, Set<ts.Type>>();
  readonly #calls = new Map<string, ReachedCall>();

  constructor(program: ts.Program) {
    this.#program = program;
    this.#checker = program.getTypeChecker();
  }

  from(path: string): readonly ReachedCall[] {
    const file = this.#program.getSourceFile(path);
    if (file === undefined) throw new Error(`There is no ${path}.`);
    this.#reach(file);
    const exports = this.#checker.getSymbolAtLocation(file)?.exports?.values() ?? [];
    for (const symbol of exports) this.#use(symbol, file);
    for (let node = this.#waiting.pop(); node !== undefined; node = this.#waiting.pop()) {
      this.#reach(node.getSourceFile());
      ts.forEachChild(node, (child) => this.#walk(child));
    }
    return [...this.#calls.values()];
  }

  #reach(node: ts.Node): void {
    if (this.#reached.has(node)) return;
    this.#reached.add(node);
    this.#waiting.push(node);
  }

  #walk(node: ts.Node): void {
    if (ts.isTypeNode(node) || runsLater(node)) return;
    if (isMember(node)) return this.#offer({ name: node.name.getText(), node });
    if (ts.isImportDeclaration(node)) return this.#import(node);
    if (ts.isBindingElement(node)) this.#useProperty(node);
    if (ts.isElementAccessExpression(node)) this.#useAll(node.expression);
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) this.#useName(node);
    ts.forEachChild(node, (child) => this.#walk(child));
  }

  #import(node: ts.ImportDeclaration): void {
    if (node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return;
    const file = this.#checker.getSymbolAtLocation(node.moduleSpecifier)?.valueDeclaration;
    if (file !== undefined && isOurs(file)) this.#reach(file);
  }

  #useName(node: ts.Identifier | ts.PrivateIdentifier): void {
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? this.#checker.getShorthandAssignmentValueSymbol(node.parent)
      : this.#checker.getSymbolAtLocation(node);
    if (symbol !== undefined) this.#use(symbol, node);
  }

  /** `const { start } = fleet` uses `start`. */
  #useProperty({ parent, propertyName, name }: ts.BindingElement): void {
    const property = this.#checker.getTypeAtLocation(parent).getProperty((propertyName ?? name).getText());
    if (property !== undefined) this.#use(property, parent);
  }

  /** `TABLE[key]` may use every member. */
  #useAll(table: ts.Expression): void {
    for (const property of this.#checker.getTypeAtLocation(table).getProperties()) this.#use(property, table);
  }

  #use(used: ts.Symbol, at: ts.Node): void {
    const symbol = used.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(used) : used;
    for (const declaration of symbol.declarations ?? []) {
      const client = /@aws-sdk\/((?:client|lib)-[\w-]+)\//.exec(declaration.getSourceFile().fileName)?.[1];
      if (client !== undefined) this.#note(client, symbol.name, at);
      if (!isOurs(declaration)) continue;
      if (ts.isPropertySignature(declaration) || ts.isMethodSignature(declaration))
        this.#ask(symbol.name, this.#checker.getTypeOfSymbolAtLocation(symbol, at));
      else this.#reach(declaration);
    }
  }

  #note(client: string, name: string, at: ts.Node): void {
    const command = /^(\w+)Command$/.exec(name)?.[1] ?? /^(?:paginate|waitUntil)(\w+)$/.exec(name)?.[1];
    if (command === undefined || !isRun(at)) return;
    const call = { client, command, maker: makerOf(at) };
    this.#calls.set(Object.values(call).join(' '), call);
  }

  #offer(member: Member): void {
    this.#members.push(member);
    for (const type of this.#used.get(member.name) ?? []) this.#reachIfFits(member, type);
  }

  #ask(name: string, type: ts.Type): void {
    const types = this.#used.get(name) ?? new Set();
    if (types.has(type)) return;
    this.#used.set(name, types.add(type));
    for (const member of this.#members) if (member.name === name) this.#reachIfFits(member, type);
  }

  #reachIfFits({ node }: Member, type: ts.Type): void {
    const asked = this.#checker.getNonNullableType(type);
    if (this.#checker.isTypeAssignableTo(this.#checker.getTypeAtLocation(node), asked)) this.#reach(node);
  }
}

/** An import runs nothing yet, and `instanceof` nothing at all. */
const isRun = (at: ts.Node): boolean => ts.isNewExpression(at.parent) || ts.isCallExpression(at.parent);

const isOurs = (node: ts.Node): boolean =>
  /^\/(?:functions|cli)\//.test(node.getSourceFile().fileName.slice(ROOT.length));

const isFunction = (node: ts.Node | undefined): boolean =>
  node !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));

const isMember = (node: ts.Node): node is ts.MethodDeclaration | ts.AccessorDeclaration | ts.PropertyAssignment =>
  ts.isMethodDeclaration(node) ||
  ts.isAccessor(node) ||
  (ts.isPropertyAssignment(node) && isFunction(node.initializer));

/** Of a file's own statements, those that only give a name to something. */
const runsLater = (node: ts.Node): boolean => {
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return ts.isSourceFile(node.parent);
  if (!ts.isVariableDeclaration(node) || !ts.isSourceFile(node.parent.parent.parent)) return false;
  return isFunction(node.initializer);
};

const makerOf = (node: ts.Node): string => {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isClassElement(at) && ts.isClassDeclaration(at.parent))
      return `${at.parent.name?.text ?? ''}.${at.name?.getText() ?? 'constructor'}`;
    const isTopLevel = ts.isSourceFile(at.parent) || ts.isSourceFile(at.parent.parent?.parent ?? at);
    if (isTopLevel && (ts.isFunctionDeclaration(at) || ts.isVariableDeclaration(at))) return at.name?.getText() ?? '';
  }
  return node.getSourceFile().fileName;
};
