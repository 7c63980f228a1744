import Logs
import Logging
import Passport

/// The resolver inside of a coordinator: it looks up what the newest commit says.
struct ResolverDesk: Sendable {
    let runtime: Runtime
    let writer: ResolverWriter
    let gate: ProbeGate
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
            let wait = gate.wait(client, at: runtime.clock())
            if wait > 0 { return ResolverWriter.tooMany(afterSeconds: wait) }
        }
        let finding = try await runtime.view { work in
            try LinkFinding(link, in: StoredLinkLookup(transaction: work.transaction), publicURL: publicURL)
        }
        if finding.isMiss, gate.missed(client, at: runtime.clock()) { await tell(of: client) }
        let answer = writer.resolver.answer(to: request, for: link, knowing: finding.facts)
        return try writer.message(answer, to: request, at: finding.path)
    }

    private func tell(of client: String) async {
        runtime.logger.log(CoordinatorLog.serialsProbed, ["client": "\(client)"])
        do {
            try await runtime.perform { work in
                try AlarmBook.raise(
                    .serialsProbed,
                    subject: client,
                    owner: Owner.operator,
                    text: "\(client) asked for many serials that are not known and is held back. If it is a reader "
                        + "of ours, see what it reads; if not, block the address.",
                    in: work
                )
            }
        } catch {
            runtime.logger.log(CoordinatorLog.probeNotStored, ["error": "\(error)"])
        }
    }
}
