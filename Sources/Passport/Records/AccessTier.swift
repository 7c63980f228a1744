/// Who may read a field of a passport. A tier is a matter of data: it stands beside the field, and what a reader may
/// not see is taken out before anything is written.
package enum AccessTier: String, CaseIterable, Codable, Sendable {
    /// Everybody.
    case `public`
    /// Who has a legitimate interest: repairers, recyclers, buyers of second-hand goods.
    case legitimateInterest
    /// Market surveillance, customs, notified bodies.
    case authority
    /// The economic operator itself.
    case owner

    /// Whether a reader of this tier may see a field of another: public fields are everybody's, the operator sees all,
    /// and an authority sees also what a legitimate interest opens.
    package func maySee(_ field: AccessTier) -> Bool {
        switch (self, field) {
        case (_, .public), (.owner, _): true
        case (.authority, .authority), (.authority, .legitimateInterest): true
        case (.legitimateInterest, .legitimateInterest): true
        case (.public, _), (.legitimateInterest, _), (.authority, .owner): false
        }
    }
}
