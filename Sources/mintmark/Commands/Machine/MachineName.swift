import ArgumentParser

/// How people name a machine: by its id, `name::fingerprint`, or by the name alone while it is the only one of it.
enum MachineName {
    /// For arguments.
    static let help: ArgumentHelp = "The machine: its name, or name::fingerprint."

    /// The id of the machine that is meant.
    /// - Throws: `CommandError` when no machine or several have the name.
    static func id(_ text: String, _ client: APIClient) async throws -> String {
        guard !text.contains("::") else { return text }
        return try id(text, among: try await everyMachine(client))
    }

    /// The id of the machine that is meant; nil when none is.
    static func id(ifAny text: String?, _ client: APIClient) async throws -> String? {
        guard let text else { return nil }
        return try await id(text, client)
    }

    /// The name in an id.
    static func short(_ id: String) -> String { id.split(separator: ":").first.map(String.init) ?? id }

    /// The id of the one machine with a name.
    static func id(_ name: String, among machines: [Answers.Machine]) throws -> String {
        let found = machines.filter { $0.name == name }.map(\.id)
        switch found.count {
        case 1: return found[0]
        case 0:
            throw CommandError(
                "No machine is called “\(PlainText.line(name))”; mintmark machine list shows those that are there.",
                status: .notThere
            )
        default:
            throw CommandError(
                "\(found.count) machines are called “\(name)”; say which: \(found.joined(separator: ", ")).",
                status: .data
            )
        }
    }

    private static func everyMachine(_ client: APIClient) async throws -> [Answers.Machine] {
        var machines: [Answers.Machine] = []
        var cursor: String?
        repeat {
            let path = APIPath("/v1/machines").with("limit", PageOptions.most).with("cursor", cursor)
            let page = try await client.get(path, as: Answers.Machines.self)
            machines += page.machines
            cursor = page.next
        } while cursor != nil
        return machines
    }
}
