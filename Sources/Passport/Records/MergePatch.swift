extension JSONValue {
    /// This value changed by a merge patch (RFC 7396): members of the patch replace ours, null removes, objects are
    /// merged member by member, everything else is replaced whole.
    package func merged(with patch: JSONValue) -> JSONValue {
        guard let changes = patch.members else { return patch }
        var result: JSONValue = if members == nil { .object([]) } else { self }
        for change in changes {
            if case .null = change.value {
                result[change.name] = nil
            } else {
                result[change.name] = (result[change.name] ?? .null).merged(with: change.value)
            }
        }
        return result
    }
}
