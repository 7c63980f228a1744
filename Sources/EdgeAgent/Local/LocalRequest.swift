import Protocol

/// What can be asked on the local socket.
enum LocalRequest: Equatable {
    case metrics
    case status
    case takeLease(owner: String, seconds: Int64)
    case endLease(owner: String)

    /// What kind of request it is not.
    enum Fault: Error, Equatable {
        /// There is nothing of that name.
        case unknown
        /// A value is missing or out of its range.
        case invalid(String)
    }

    private static let longestOwner = 64

    /// Reads a request.
    /// - Parameters:
    ///   - method: `GET`, `POST` or `DELETE`.
    ///   - target: the path with its query: `/lease?owner=flash&seconds=300`.
    init(method: String, target: String) throws(Fault) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let query = parts.count == 2 ? parts[1].split(separator: "&") : []
        func value(_ name: String) -> String? {
            query.first { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.utf8.count + 1)) }
        }
        func owner() throws(Fault) -> String {
            guard let owner = value("owner"), (1...Self.longestOwner).contains(owner.utf8.count),
                owner.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            else { throw .invalid("owner is 1 to \(Self.longestOwner) printing characters of ASCII.") }
            return owner
        }
        switch (method, parts.first ?? "") {
        case ("GET", "/metrics"): self = .metrics
        case ("GET", "/status"): self = .status
        case ("POST", "/lease"):
            guard let seconds = value("seconds").flatMap({ Int64($0) }),
                (1...LeaseBook.longestSeconds).contains(seconds)
            else { throw .invalid("seconds is from 1 to \(LeaseBook.longestSeconds).") }
            self = .takeLease(owner: try owner(), seconds: seconds)
        case ("DELETE", "/lease"): self = .endLease(owner: try owner())
        default: throw .unknown
        }
    }
}
