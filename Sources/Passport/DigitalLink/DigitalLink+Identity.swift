import Protocol

extension DigitalLink {
    /// The qualifiers that single something out: serial, lot, third party's serial, extensions of places and parts.
    private static let distinguishing: Set<UInt16> = [21, 10, 235, 254, 8011]

    /// What the link is of, as a canonical link with the key and its finest qualifier only: of a lot and a serial the
    /// serial, whose lot is a statement about it (CBV 2.0 section 8.9, constrained canonical link). Two links with the
    /// same identity are of the same thing.
    package var identity: String {
        let path = elements.filter { !$0.isAttribute }
        let qualifier = path.dropFirst().last { Self.distinguishing.contains($0.identifier.code) }
        var out = Array(Self.canonicalStem.utf8)
        for element in [path[0]] + (qualifier.map { [$0] } ?? []) {
            out.append(contentsOf: "/\(element.identifier)/".utf8)
            PercentEncoding.append(bytes(of: element), to: &out)
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// What names this in the log: `sha256:` and the hash of its identity, so that the public log lists no serials.
    /// Whoever has the link finds its entries.
    package var logSubject: String { "sha256:\(Fingerprint.sha256(Array(identity.utf8)))" }
}
