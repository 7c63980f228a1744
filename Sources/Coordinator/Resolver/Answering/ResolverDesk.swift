import Passport

/// The resolver inside of a coordinator: it looks up what the newest commit says.
struct ResolverDesk: Sendable {
    let runtime: Runtime
    let writer: ResolverWriter
    let watch: ProbeWatch
    let publicURL: String

    /// Answers a request for the address of a product.
    /// - Parameter client: whom a guess is counted as, see `ResolverClient`.
    func answer(_ request: ResolverRequest, client: String) async throws -> ResolverMessage {
        let link: DigitalLink
        do {
            link = try writer.resolver.link(of: request)
        } catch {
            return try writer.message(.badLink(error), to: request, at: nil)
        }
        if link.namesPiece {
            let wait = watch.wait(client)
            if wait > 0 { return ResolverWriter.tooMany(afterSeconds: wait) }
        }
        let finding = try await runtime.view { work in
            try LinkFinding(link, in: StoredLinkLookup(transaction: work.transaction), publicURL: publicURL)
        }
        if finding.isMiss {
            let wait = await watch.missed(client)
            if wait > 0 { return ResolverWriter.tooMany(afterSeconds: wait) }
        }
        let answer = writer.resolver.answer(to: request, for: link, knowing: finding.facts)
        return try writer.message(answer, to: request, at: finding.path)
    }
}
