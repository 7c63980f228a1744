import Synchronization

/// Remembers since when each part stands as it does.
package final class HealthBook: Sendable {
    private struct Standing {
        var status: HealthStatus
        var since: Int64
    }

    private let standings = Mutex<[HealthComponent.Name: Standing]>([:])

    /// Makes a book that has seen nothing yet.
    package init() {}

    /// Judges what was seen, and notes what changed.
    package func judge(_ vitals: Vitals) -> HealthSummary {
        let components = HealthRule.components(of: vitals)
        return standings.withLock { standings in
            HealthSummary(
                components.map { component in
                    var component = component
                    let known = standings[component.name]
                    let isSame = known?.status == component.status
                    component.since = isSame ? known?.since ?? 0 : vitals.now.milliseconds
                    standings[component.name] = Standing(status: component.status, since: component.since)
                    return component
                }
            )
        }
    }
}
