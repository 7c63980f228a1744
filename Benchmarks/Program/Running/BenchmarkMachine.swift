/// The simulated machine of the benchmarks: six lanes that turn as fast as a profile may say, filled for a long run, so
/// that a sale takes a quarter of a second and not three.
enum BenchmarkMachine {
    /// Its profile.
    /// - Parameters:
    ///   - capacity: what each lane holds.
    ///   - homeTimeoutMilliseconds: within which a motor must be at home again; a turn takes six tenths of it.
    ///   - dropWindowMilliseconds: within which goods must fall.
    static func yaml(
        capacity: Int = 200,
        homeTimeoutMilliseconds: Int = 250,
        dropWindowMilliseconds: Int = 300
    ) -> String {
        """
        profile: 1
        name: bench-6
        board: simulated
        limits: {watchdog: 3s, settle: 20ms, concurrentMotors: 1}
        interlocks: []
        laneDefaults:
          motor: {externalPull: down}
          home: {bias: pullUp, activeLow: true}
          drop: {line: GPIO5, bias: pullUp, activeLow: true, shared: true}
          maxOn: 4s
          minimumOff: 50ms
          homeTimeout: \(homeTimeoutMilliseconds)ms
          dropWindow: \(dropWindowMilliseconds)ms
          attempts: 1
          capacity: \(capacity)
        lanes:
          - {id: A1, motor: GPIO16, home: GPIO22}
          - {id: A2, motor: GPIO17, home: GPIO23}
          - {id: A3, motor: GPIO18, home: GPIO24}
          - {id: A4, motor: GPIO19, home: GPIO25}
          - {id: A5, motor: GPIO20, home: GPIO26}
          - {id: A6, motor: GPIO21, home: GPIO27}

        """
    }
}
