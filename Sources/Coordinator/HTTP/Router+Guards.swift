package import Hummingbird

extension Router<AppRequestContext> {
    /// What stands before every route, in this order: errors become problem details, access is checked, then the
    /// request against its description.
    package func addGuards(runtime: Runtime) {
        add(middleware: ProblemMiddleware())
        add(middleware: ScopeMiddleware(tokens: TokenBook(), runtime: runtime))
        add(middleware: ContractMiddleware())
    }
}
