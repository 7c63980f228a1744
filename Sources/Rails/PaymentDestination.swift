/// Where one order is paid.
package struct PaymentDestination: Hashable, Codable, Sendable {
    /// The address alone; sightings carry the same text.
    package var address: String

    /// What the QR code holds: BIP21 (`litecoin:ltc1...?amount=0.01`) or `mintmark-sandbox:...`.
    package var uri: String

    /// Every property, in order.
    package init(address: String, uri: String) {
        self.address = address
        self.uri = uri
    }
}
