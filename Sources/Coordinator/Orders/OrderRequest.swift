import Protocol

/// The body of `POST /v1/orders`: one selection of one place, paid by one rail.
package struct OrderRequest: Codable, Hashable, Sendable {
    /// The place's address.
    package var place: String
    /// The selection's id.
    package var selection: String
    /// The rail's id; the first one when left out.
    package var rail: String?

    /// Makes a request.
    package init(place: String, selection: String, rail: String? = nil) {
        self.place = place
        self.selection = selection
        self.rail = rail
    }

    /// What an `Idempotency-Key` is bound to.
    func digest() throws -> String { Fingerprint.sha256(try StrictJSON.encode(self)) }
}
