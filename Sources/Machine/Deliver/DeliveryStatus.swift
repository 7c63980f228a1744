/// How a delivery ended. The first three are those of OPC 30210-1 (EVA SmartLink) `DeliveryStatusEnum`; `inDoubt` is
/// ours, because a machine that lost power or sight during a delivery knows neither.
package enum DeliveryStatus: String, Codable, Sendable, CaseIterable {
    /// The drop sensor saw the goods.
    case finished
    /// The motor ran, the drop sensor worked and stayed silent.
    case failed
    /// The motor was never turned on.
    case cannotStart
    /// The motor ran, or may have run, and nothing tells whether the goods fell.
    case inDoubt
}
