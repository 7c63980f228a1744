package import Rails
import Synchronization

/// A configured rail and how it stands.
package final class RailStand: Sendable {
    /// The rail.
    package let rail: any Rail
    /// What the operator configured.
    package let configuration: RailConfiguration
    /// When a payment by it is final.
    package let policy: ConfirmationPolicy
    private let troubleState = Mutex<String?>(nil)
    private let caughtUpState = Mutex(false)
    private let lastAnswerState = Mutex<Moment?>(nil)

    /// Makes a stand; it counts as ready until a poll fails.
    package init(rail: any Rail, configuration: RailConfiguration, policy: ConfirmationPolicy) {
        self.rail = rail
        self.policy = policy
        self.configuration = configuration
    }

    /// What is wrong with it, in words; nil when it sees payments.
    package var trouble: String? {
        get { troubleState.withLock { $0 } }
        set { troubleState.withLock { $0 = newValue } }
    }

    /// Whether all that the rail saw while nobody watched has been taken in. Until then no order may end unpaid.
    package var isCaughtUp: Bool {
        get { caughtUpState.withLock { $0 } }
        set { caughtUpState.withLock { $0 = newValue } }
    }

    /// When it last answered; nil for never since the start.
    package var lastAnswer: Moment? { lastAnswerState.withLock { $0 } }

    /// Its poll succeeded.
    func answered(at moment: Moment) {
        trouble = nil
        lastAnswerState.withLock { $0 = moment }
    }

    /// The play-money rail behind it, if it is one.
    package var sandbox: SandboxRail? { rail as? SandboxRail }

    /// Throws `railUnavailable` while the rail sees no payments: nobody is asked to pay then.
    func requireReady() throws(CoordinatorError) {
        guard let trouble else { return }
        throw CoordinatorError(
            .railUnavailable,
            "Paying by \(rail.id) does not work right now. Try another way, or come back later.",
            cause: trouble
        )
    }
}

/// The configured rails, in the order of the configuration.
package struct RailSet: Sendable {
    /// All of them.
    package let stands: [RailStand]

    /// Makes a set.
    package init(_ stands: [RailStand]) { self.stands = stands }

    /// The rail called `id`, if there is one.
    package func find(_ id: String) -> RailStand? { stands.first { $0.rail.id == id } }

    /// The rail called `id`.
    /// - Throws: `invalid`, naming those that there are.
    package func get(_ id: String) throws(CoordinatorError) -> RailStand {
        guard let stand = find(id) else {
            let known = stands.map(\.rail.id).joined(separator: ", ")
            throw CoordinatorError(.invalid, "There is no rail \"\(id.prefix(40))\"; use one of: \(known).")
        }
        return stand
    }

    /// Opens the configured rails. Nothing is connected to yet.
    /// - Throws: `invalid`, naming the rail and what is wrong with it.
    package static func open(
        _ all: CoordinatorConfiguration,
        stateFolder: String
    ) throws(CoordinatorError) -> RailSet {
        var stands: [RailStand] = []
        for configuration in all.rails {
            do throws(RailError) {
                stands.append(
                    RailStand(
                        rail: try open(configuration, stateFolder),
                        configuration: configuration,
                        policy: all.policy(for: configuration)
                    )
                )
            } catch {
                throw CoordinatorError(.invalid, "Rail \(configuration.id): \(error.message)", cause: error.description)
            }
        }
        return RailSet(stands)
    }

    private static func open(_ configuration: RailConfiguration, _ stateFolder: String) throws(RailError) -> any Rail {
        switch configuration {
        case .node(let node):
            return try NodeRail(node)
        case .sandbox(let id, let asset, let canHold, let trackedDepth):
            let folder = "\(stateFolder)/rail-\(id)"
            do throws(CoordinatorError) {
                try StateFile.makeFolder(folder)
            } catch {
                throw RailError(.storage, error.message, cause: error.cause)
            }
            return try SandboxRail(
                SandboxConfiguration(
                    id: id,
                    asset: asset,
                    directory: folder,
                    canHold: canHold,
                    finality: trackedDepth.map { .confirmations(trackedDepth: $0) } ?? .immediate
                )
            )
        }
    }
}
