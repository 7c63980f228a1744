package import Hummingbird

extension Router<AppRequestContext> {
    /// What stands before every route, in this order: requests are counted, errors become problem details, access is
    /// checked, then the request against its description.
    /// - Parameter pages: what lets browsers onto the operators' pages; without it nobody gets there.
    package func addGuards(runtime: Runtime, pages: PageAccess? = nil) {
        add(middleware: MetricsMiddleware(metrics: runtime.metrics))
        add(middleware: ProblemMiddleware(metrics: runtime.metrics))
        add(middleware: ScopeMiddleware(tokens: TokenBook(), runtime: runtime, pages: pages))
        add(middleware: ContractMiddleware())
    }
}
