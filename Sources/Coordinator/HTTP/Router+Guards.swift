package import Hummingbird

extension Router<AppRequestContext> {
    /// What stands before every route, in this order: requests are counted, errors become problem details, who sends
    /// too many is held back, access is checked, then the request against its description.
    /// - Parameters:
    ///   - pages: what lets browsers onto the operators' pages; without it nobody gets there.
    ///   - rate: what holds back who sends too many requests; without it nobody is.
    ///   - resolver: what answers addresses of products, and whose count of guesses holds for passports too; without it
    ///     there are none.
    package func addGuards(
        runtime: Runtime,
        pages: PageAccess? = nil,
        rate: RateMiddleware? = nil,
        resolver: ResolverMiddleware? = nil
    ) {
        add(middleware: MetricsMiddleware(metrics: runtime.metrics))
        add(middleware: ProblemMiddleware(metrics: runtime.metrics))
        if let rate { add(middleware: rate) }
        if let resolver {
            add(middleware: resolver)
            add(middleware: ProbeMiddleware(watch: resolver.desk.watch))
        }
        add(middleware: ScopeMiddleware(tokens: TokenBook(), runtime: runtime, pages: pages))
        add(middleware: ContractMiddleware())
    }
}
