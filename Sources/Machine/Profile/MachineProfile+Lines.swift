package import GPIO

extension MachineProfile {
    /// Every line of the machine, as one bank to request: motors off and safe at off, each input once however many
    /// lanes share it.
    package var lineConfiguration: LineConfiguration {
        var seen: Set<LineName> = []
        let unique = inputs.filter { seen.insert($0.name).inserted }
        return LineConfiguration(
            outputs: lanes.map {
                OutputConfiguration(
                    name: $0.motor.name,
                    activeLow: $0.motor.activeLow,
                    initial: .inactive,
                    safe: .inactive
                )
            },
            inputs: unique.map {
                InputConfiguration(
                    name: $0.name,
                    activeLow: $0.activeLow,
                    bias: $0.bias,
                    debounceMicroseconds: UInt32(clamping: $0.debounceMicroseconds)
                )
            },
            consumer: "mintmark-agent"
        )
    }

    /// Every input in the profile's order; a shared one appears once per lane that uses it.
    package var inputs: [InputLine] {
        lanes.flatMap { lane in [lane.home, lane.drop].compactMap { $0 } } + interlocks.map(\.input)
    }

    /// Whether this line is asserted by a low voltage; false for a line the profile does not have.
    package func activeLow(of name: LineName) -> Bool {
        lanes.first { $0.motor.name == name }?.motor.activeLow
            ?? inputs.first { $0.name == name }?.activeLow
            ?? false
    }
}
