package import Hummingbird

extension Router<AppRequestContext> {
    /// What stands before every route, in this order: requests are counted, errors become problem details, access is
    /// checked, then the request against its description.
    /// - Parameters:
    ///   - pages: what lets browsers onto the operators' pages; without it nobody gets there.
    ///   - resolver: what answers addresses of products, and whose count of guesses holds for passports too; without it
    ///     there are none.
    package func addGuards(runtime: Runtime, pages: PageAccess? = nil, resolver: ResolverMiddleware? = nil) {
        add(middleware: MetricsMiddleware(metrics: runtime.metrics))
        add(middleware: ProblemMiddleware(metrics: runtime.metrics))
        if let resolver {
            add(middleware: resolver)
            add(middleware: ProbeMiddleware(watch: resolver.desk.watch))
        }
        add(middleware: ScopeMiddleware(tokens: TokenBook(), runtime: runtime, pages: pages))
        add(middleware: ContractMiddleware())
    }
}
