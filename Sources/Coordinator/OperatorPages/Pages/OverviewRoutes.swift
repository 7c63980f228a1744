import Database
package import Hummingbird
import Ledger

/// `/operator`: is everything all right, and if not, what do I do.
package struct OverviewRoutes: Sendable {
    let desk: OperatorDesk
    let links: AgentLinks
    let directory: MachineDirectory
    let rails: RailSet
    let money: PageMoney
    /// The deployment's id, which the events of backups are about.
    let deployment: String

    /// Adds them.
    package func add(to router: Router<AppRequestContext>) {
        router.get("/operator") { request, context in
            let range = request.query("range").flatMap(ChartRange.init(rawValue:)) ?? .day
            let place = request.query("place").flatMap { $0.isEmpty ? nil : $0 }
            let caller = try context.requireCaller()
            let (links, directory, rails, money, deployment) = (links, directory, rails, money, deployment)
            return try await desk.show(
                OperatorDesk.Sheet(template: "operator-overview", title: "Overview", section: .overview),
                context
            ) { work in
                try OverviewReading(
                    caller: caller,
                    range: range,
                    place: place,
                    links: links,
                    directory: directory,
                    rails: rails,
                    money: money,
                    deployment: deployment
                )
                .page(in: work)
            }
        }
    }
}
