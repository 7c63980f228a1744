import FoundationEssentials

/// Figures of several rounds, written as a Markdown table of medians, ranges and ratios.
struct Table {
    let title: String
    let unit: String
    private var names: [String] = []
    private var figures: [String: [Double]] = [:]

    init(title: String, unit: String) {
        self.title = title
        self.unit = unit
    }

    mutating func add(_ name: String, _ figure: Double) {
        if figures[name] == nil { names.append(name) }
        figures[name, default: []].append(figure)
    }

    func write(relativeTo base: String) {
        let reference = median(base)
        print("\n\(title), \(unit)\n\n| what | median | least | most | ratio |\n|---|---|---|---|---|")
        for name in names {
            let values = figures[name, default: []]
            let ratio = reference > 0 ? median(name) / reference : 0
            print(
                "| \(name) | \(Int(median(name))) | \(Int(values.min() ?? 0)) | \(Int(values.max() ?? 0)) | "
                    + "\(Double(Int(ratio * 100)) / 100) |"
            )
        }
    }

    private func median(_ name: String) -> Double {
        let sorted = figures[name, default: []].sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }
}
