package import Hummingbird

extension Router<AppRequestContext> {
    /// What stands before every route, in this order: requests are counted, errors become problem details, access is
    /// checked, then the request against its description.
    package func addGuards(runtime: Runtime) {
        add(middleware: MetricsMiddleware(metrics: runtime.metrics))
        add(middleware: ProblemMiddleware(metrics: runtime.metrics))
        add(middleware: ScopeMiddleware(tokens: TokenBook(), runtime: runtime))
        add(middleware: ContractMiddleware())
    }
}
