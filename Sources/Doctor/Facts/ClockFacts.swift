/// The clock as it was found.
package struct ClockFacts: Codable, Sendable, Equatable {
    /// How far the clock is ahead of somebody's whose time is believed.
    package struct Offset: Codable, Sendable, Equatable {
        /// Whose time it is.
        package enum Source: String, Codable, Sendable, CaseIterable {
            /// The coordinator's, over a connection whose key is pinned.
            case coordinator
            /// The computer's from which the doctor was called.
            case caller
        }

        /// Whose time it is.
        package var source: Source
        /// This clock minus the other, in milliseconds.
        package var milliseconds: Int64
        /// How wrong that may be, either way.
        package var uncertaintyMilliseconds: Int64

        /// An offset.
        package init(source: Source, milliseconds: Int64, uncertaintyMilliseconds: Int64) {
            self.source = source
            self.milliseconds = milliseconds
            self.uncertaintyMilliseconds = uncertaintyMilliseconds
        }
    }

    /// The clock at one moment, kept for the next look.
    package struct Look: Codable, Sendable, Equatable {
        /// The kernel's name of this start of the computer.
        package var boot: String
        /// Nanoseconds since then, suspended time included; steps of the clock do not touch it.
        package var steadyNanoseconds: UInt64
        /// Milliseconds since 1970, right or wrong.
        package var wallMilliseconds: Int64
        /// How far it was ahead.
        package var offset: Offset?

        /// A look.
        package init(boot: String, steadyNanoseconds: UInt64, wallMilliseconds: Int64, offset: Offset? = nil) {
            self.boot = boot
            self.steadyNanoseconds = steadyNanoseconds
            self.wallMilliseconds = wallMilliseconds
            self.offset = offset
        }
    }

    /// The clock now.
    package var now: Look
    /// The clock when it was last looked at; nil the first time.
    package var before: Look?
    /// Whether a time service keeps it right; nil when the kernel does not say.
    package var isSynchronised: Bool?

    /// Facts with all their parts.
    package init(now: Look, before: Look? = nil, isSynchronised: Bool? = nil) {
        self.now = now
        self.before = before
        self.isSynchronised = isSynchronised
    }
}
