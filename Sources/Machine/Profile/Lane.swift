/// The motor, the sensors and the stock behind one thing a customer can pick. Times are milliseconds.
package struct Lane: Codable, Sendable, Equatable {
    /// How many attempts a delivery may be given.
    package static let attemptsRange = 1...2
    /// The longest any time of a lane may be: two minutes. Longer is a mistake in the unit.
    package static let maximumTimeMilliseconds = 120_000

    /// What the customer picks, such as `A1`.
    package var id: String
    /// The output that turns the motor.
    package var motor: OutputLine
    /// The switch that is active while the motor is at its rest position; nil for a lane that is driven by time.
    package var home: InputLine?
    /// The sensor the goods fall past: active while something blocks it.
    package var drop: InputLine
    /// The longest the motor may be on without a pause, whatever the sensors say.
    package var maxOnMilliseconds: Int
    /// How long the motor must rest before it is turned on again.
    package var minimumOffMilliseconds: Int
    /// With a home switch: how long one turn may take until home is seen again. At most `maxOnMilliseconds`.
    package var homeTimeoutMilliseconds: Int?
    /// Without a home switch: how long the motor is driven. At most `maxOnMilliseconds`.
    package var pulseMilliseconds: Int?
    /// How long after the motor is off goods may still arrive at the drop sensor.
    package var dropWindowMilliseconds: Int
    /// How many times the motor may be fired for one command, each with an intent of its own; 1 means no second try.
    package var attempts: Int
    /// How many units fit.
    package var capacity: Int
    /// How many units it is filled with when the machine is set up.
    package var stock: Int
    /// The time after which hardware of its own (a one-shot in the driver) cuts the motor; nil without such hardware.
    package var hardwareLimitMilliseconds: Int?

    /// A lane with all its parts.
    package init(
        id: String,
        motor: OutputLine,
        home: InputLine?,
        drop: InputLine,
        maxOnMilliseconds: Int,
        minimumOffMilliseconds: Int,
        homeTimeoutMilliseconds: Int?,
        pulseMilliseconds: Int? = nil,
        dropWindowMilliseconds: Int,
        attempts: Int = 1,
        capacity: Int,
        stock: Int? = nil,
        hardwareLimitMilliseconds: Int? = nil
    ) {
        self.id = id
        self.motor = motor
        self.home = home
        self.drop = drop
        self.maxOnMilliseconds = maxOnMilliseconds
        self.minimumOffMilliseconds = minimumOffMilliseconds
        self.homeTimeoutMilliseconds = homeTimeoutMilliseconds
        self.pulseMilliseconds = pulseMilliseconds
        self.dropWindowMilliseconds = dropWindowMilliseconds
        self.attempts = attempts
        self.capacity = capacity
        self.stock = stock ?? capacity
        self.hardwareLimitMilliseconds = hardwareLimitMilliseconds
    }

    /// Whether hardware of its own bounds how long the motor is on.
    package var hardwareLimited: Bool { hardwareLimitMilliseconds != nil }

    /// How long one attempt drives the motor at most: the home timeout, or the pulse, never more than max-on.
    package var driveLimitMilliseconds: Int {
        min(maxOnMilliseconds, (home == nil ? pulseMilliseconds : homeTimeoutMilliseconds) ?? maxOnMilliseconds)
    }

    /// How long the motor is on at worst, when the program freezes the moment before it would have turned it off and
    /// only the watchdog (or the lane's own hardware) ends it.
    package func worstOnMilliseconds(watchdogMilliseconds: Int) -> Int {
        min(driveLimitMilliseconds + watchdogMilliseconds, hardwareLimitMilliseconds ?? .max)
    }
}
