extension ChartRange {
    private static let dayMilliseconds: Int64 = 86_400_000

    /// How long one slot is, in words.
    var slotWords: String {
        switch self {
        case .day: "hour"
        case .week: "6 hours"
        case .month: "day"
        }
    }

    /// What a slot is called that begins at this time, milliseconds since 1970: by its day, or by its hour.
    func slotName(_ at: Int64) -> String {
        switch self {
        case .day: PageTime.clock(at)
        case .week: at % Self.dayMilliseconds == 0 ? PageTime.day(at) : "\(PageTime.day(at)) \(PageTime.clock(at))"
        case .month: PageTime.day(at)
        }
    }

    /// Which slots are named below the picture: days at their midnight, hours four apart.
    /// - Parameter start: the beginning of the first slot, milliseconds since 1970.
    func labels(from start: Int64) -> Set<Int> {
        let (apart, first): (Int, Int?) =
            switch self {
            case .day: (4, (0..<4).first { (start / slotMilliseconds + Int64($0)) % 4 == 0 })
            case .week: (8, (0..<4).first { (start + Int64($0) * slotMilliseconds) % Self.dayMilliseconds == 0 })
            case .month: (6, 0)
            }
        return Set(stride(from: first ?? 0, to: slots, by: apart))
    }
}
