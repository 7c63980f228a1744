import ArgumentParser
import Foundation

/// Which sales are wanted.
struct SaleFilterOptions: ParsableArguments {
    /// The operators' queues.
    enum Queue: String, CaseIterable, ExpressibleByArgument {
        case inDoubt
        case refundsDue
        case moneyMissing
        case all
    }

    @Option(help: "Only what waits for a person.")
    var queue: Queue?

    @Option(help: "Only this place's.", completion: .places)
    var place: String?

    @Option(help: MachineName.help, completion: .machines)
    var machine: String?

    @Option(help: "Only those whose money stands so, such as refundDue.")
    var money: String?

    @Option(help: "Only those whose goods stand so, such as delivered.")
    var goods: String?

    @Option(help: "The beginning of a sale's id; or an address, a command's or a trace's id, or a payment's reference.")
    var text: String?

    @Option(
        help: ArgumentHelp("Made at or after: 2025-11-21, “2025-11-21 14:30”, or with a zone.", valueName: "time"),
        transform: SaleFilterOptions.time
    )
    var from: String?

    @Option(help: ArgumentHelp("Made before.", valueName: "time"), transform: SaleFilterOptions.time)
    var to: String?

    /// Times without a zone are in the zone of whoever asks, or with `--utc` in UTC.
    func applied(to path: APIPath, isUTC: Bool, _ client: APIClient) async throws -> APIPath {
        let zone: TimeZone = isUTC ? .gmt : .current
        var id: String?
        if let machine { id = try await MachineName.id(machine, client) }
        return path.with("queue", queue?.rawValue).with("place", place).with("machine", id).with("money", money)
            .with("goods", goods).with("text", text)
            .with("from", from.flatMap { TimeText.milliseconds($0, zone: zone) })
            .with("to", to.flatMap { TimeText.milliseconds($0, zone: zone) })
    }

    private static func time(_ text: String) throws -> String {
        guard TimeText.milliseconds(text, zone: .gmt) != nil else {
            throw ValidationError("“\(text)” is no time; write 2025-11-21, “2025-11-21 14:30” or 2025-11-21T14:30:00Z.")
        }
        return text
    }
}
