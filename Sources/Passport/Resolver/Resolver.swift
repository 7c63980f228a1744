/// What a resolver answers to whom: the ten behaviours of the GS1 Digital Link resolver standard 1.2, as one decision
/// without any look-up. `docs/resolver.md` has them in words.
package struct Resolver: Sendable {
    /// Scheme, host and perhaps a path, without a slash at the end: what stands before the key in every link of ours.
    package let root: String
    /// The root's path: empty, or a slash and more.
    package let rootPath: String
    private let rootPathBytes: [UInt8]
    private let hostBytes: [UInt8]

    /// Makes a resolver.
    /// - Throws: `malformed` when the root is no address, or has a query or a fragment.
    package init(root: String) throws(PassportError) {
        let root = root.hasSuffix("/") ? String(root.dropLast()) : root
        guard WebAddress.isAddress(root), !root.contains(where: { $0 == "?" || $0 == "#" }), !root.hasSuffix("/") else {
            throw PassportError(
                .malformed,
                "\"\(root.prefix(80))\" is no resolver's root; write scheme, host and perhaps a path, like "
                    + "https://id.example.com."
            )
        }
        self.root = root
        let afterScheme = root.utf8.firstIndex(of: UInt8(ascii: ":")).map { root.utf8.index($0, offsetBy: 3) }
        let path = afterScheme.flatMap { root[$0...].utf8.firstIndex(of: UInt8(ascii: "/")) }
        rootPath = path.map { String(root[$0...]) } ?? ""
        rootPathBytes = Array(rootPath.utf8)
        hostBytes = Array(root.utf8.dropLast(rootPathBytes.count))
    }

    /// The path of the description of this resolver, under the root's path.
    package static let descriptionPath = "/.well-known/gs1resolver"

    /// Whether a path, with or without a query, is the address of a product, right or wrong: the root's path, then a
    /// primary key of GS1.
    package func isAddress(_ target: String) -> Bool {
        var target = target
        return target.withUTF8 { isAddress($0.span) }
    }

    private func isAddress(_ bytes: Span<UInt8>) -> Bool {
        let start = rootPathBytes.count
        guard bytes.count > start + 2, bytes[start] == UInt8(ascii: "/") else { return false }
        for index in 0..<start where bytes[index] != rootPathBytes[index] { return false }
        var end = start + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "/"), bytes[end] != UInt8(ascii: "?") { end += 1 }
        guard let identifier = ApplicationIdentifier(bytes.extracting(start + 1..<end)) else { return false }
        return KeyQualifiers.lists(of: identifier) != nil
    }

    /// Reads the link that was asked for. A slash at its end is taken (section on tolerance).
    /// - Throws: what is wrong; its position counts from the beginning of the target.
    package func link(of request: ResolverRequest) throws(PassportError) -> DigitalLink {
        guard request.target.utf8.count <= ResolverRequest.maximumBytes else {
            throw PassportError(
                .tooLong,
                "The link's path and query have more than \(ResolverRequest.maximumBytes) bytes.",
                at: ResolverRequest.maximumBytes
            )
        }
        // The parser reads whole links, so what the root has before its path is put back.
        var bytes = hostBytes
        bytes.reserveCapacity(hostBytes.count + request.target.utf8.count)
        bytes.append(contentsOf: request.target.utf8)
        do {
            return try DigitalLink(bytes, tolerating: .trailingSlash)
        } catch {
            var error = error
            error.position = max(0, (error.position ?? hostBytes.count) - hostBytes.count)
            throw error
        }
    }

    /// The answer for a link that was read.
    package func answer(
        to request: ResolverRequest,
        for link: DigitalLink,
        knowing facts: ResolverFacts
    ) -> ResolverAnswer {
        if let delegation = facts.delegation {
            return .handedOver(to: WebAddress.adding(request.query, to: delegation.resolver + link.path))
        }
        guard !facts.sets.isEmpty else { return .notFound(.product) }
        if let asked = request.parameter("linkType") {
            // `all` is what `linkset` was called before 2024.
            if asked == "linkset" || asked == "all" {
                return .linkSets(facts.sets, LinkSetForm(accept: request.accept))
            }
            guard let type = try? LinkType(asked) else { return .notFound(.linkType) }
            if type != .defaultLink { return answer(to: request, type, facts.sets) }
        } else if let accept = request.accept, MediaPreferences(accept).prefers(LinkSetForm.linkSet.rawValue) {
            return .linkSets(facts.sets, .linkSet)
        }
        return defaultAnswer(to: request, facts.sets)
    }

    /// The address of the set of all links: what every redirect names beside its own.
    /// - Parameter path: the link's own.
    package func linkSetAddress(of path: String) -> String { "\(root)\(path)?linkType=linkset" }

    private func answer(to request: ResolverRequest, _ type: LinkType, _ sets: [LinkSet]) -> ResolverAnswer {
        for set in sets {
            let links =
                type == .defaultLinkMulti
                ? set.links.filter(\.isDefaultMulti) : set.links.filter { $0.linkType == type }
            if !links.isEmpty { return answer(to: request, links, of: set) }
        }
        return .notFound(.linkType)
    }

    /// Nearest first, so that a piece's own default goes before its product's.
    private func defaultAnswer(to request: ResolverRequest, _ sets: [LinkSet]) -> ResolverAnswer {
        guard let set = sets.first(where: \.hasDefault) else { return answer(to: request, sets[0].links, of: sets[0]) }
        let several = set.links.filter(\.isDefaultMulti)
        guard let single = set.defaultLink else { return answer(to: request, several, of: set) }
        guard !several.isEmpty else { return redirect(request, to: single) }
        // Only a choice that the client's own words decide goes before the one default.
        let best = LinkSelection(request).best(of: several)
        return redirect(request, to: best.count == 1 ? best[0] : single)
    }

    private func answer(to request: ResolverRequest, _ links: [ProductLink], of set: LinkSet) -> ResolverAnswer {
        let best = LinkSelection(request).best(of: links)
        guard let first = best.first else { return .notFound(.linkType) }
        guard best.count > 1 else { return redirect(request, to: first) }
        let choices = LinkSet(anchor: set.anchor, description: set.description, links: best)
        return .choices(choices, LinkSetForm(accept: request.accept))
    }

    private func redirect(_ request: ResolverRequest, to link: ProductLink) -> ResolverAnswer {
        .redirect(to: link.passesQueryOn ? WebAddress.adding(request.query, to: link.href) : link.href)
    }
}
