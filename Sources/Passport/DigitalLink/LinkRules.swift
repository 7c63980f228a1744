/// What may stand beside what in a link.
enum LinkRules {
    /// The qualifiers are of one list of the key, in its order.
    @inline(__always)
    static func checkPath(_ elements: [DigitalLink.Element], at keyStart: Int) throws(PassportError) {
        guard elements.count > 1 else { return }
        for list in KeyQualifiers.lists(of: elements[0].identifier) ?? [] where isOrdered(elements, list) { return }
        throw PassportError(
            .badSequence,
            "The identifiers \(elements.map(\.identifier.description).joined(separator: ", ")) are no key with its "
                + "qualifiers in their order.",
            at: keyStart
        )
    }

    @inline(__always)
    private static func isOrdered(_ elements: [DigitalLink.Element], _ list: [UInt16]) -> Bool {
        var place = 0
        var index = 1
        while index < elements.count {
            while place < list.count, list[place] != elements[index].identifier.code { place &+= 1 }
            guard place < list.count else { return false }
            place &+= 1
            index &+= 1
        }
        return true
    }

    /// The attributes are such, stand once, and go with the rest.
    /// - Parameter queryStart: where the query begins, in which what is wrong stands.
    static func check(
        _ elements: [DigitalLink.Element],
        _ pathCount: Int,
        at queryStart: Int
    ) throws(PassportError) {
        do {
            try check(elements, pathCount)
        } catch {
            var error = error
            error.position = queryStart
            throw error
        }
    }

    private static func check(_ elements: [DigitalLink.Element], _ pathCount: Int) throws(PassportError) {
        let path = elements.prefix(pathCount)
        let lists = KeyQualifiers.lists(of: elements[0].identifier) ?? []
        for (index, element) in elements.enumerated().dropFirst(pathCount) {
            let identifier = element.identifier
            guard !elements.prefix(index).contains(where: { $0.identifier == identifier }) else {
                throw PassportError(.repeated, "Identifier \(identifier) stands twice in the link.")
            }
            guard identifier.rule.isAttribute else {
                throw PassportError(.notAnAttribute, "Identifier \(identifier) may not stand in the query of a link.")
            }
            let belongsInPath = lists.contains { list in
                list.contains(identifier.code) && path.dropFirst().allSatisfy { list.contains($0.identifier.code) }
            }
            guard !belongsInPath else {
                throw PassportError(.badSequence, "Identifier \(identifier) belongs into the path of the link.")
            }
        }
        for element in elements { try check(element.identifier, beside: elements) }
    }

    private static func check(
        _ identifier: ApplicationIdentifier,
        beside elements: [DigitalLink.Element]
    ) throws(PassportError) {
        let rule = identifier.rule
        for element in elements where element.identifier != identifier {
            guard !rule.excludes.contains(where: { $0.matches(element.identifier) }) else {
                throw PassportError(
                    .badSequence,
                    "Identifiers \(identifier) and \(element.identifier) may not stand in one link."
                )
            }
        }
        for alternatives in rule.needs {
            let isMet = alternatives.contains { group in
                group.allSatisfy { pattern in elements.contains { pattern.matches($0.identifier) } }
            }
            guard isMet else {
                throw PassportError(
                    .badSequence,
                    "Identifier \(identifier) has no meaning without others that are missing."
                )
            }
        }
    }
}
