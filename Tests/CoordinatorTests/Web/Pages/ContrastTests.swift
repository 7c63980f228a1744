import Foundation
import Testing

@testable import Coordinator

/// WCAG 2.2: 4.5 to 1 for text (success criterion 1.4.3), 3 to 1 for the edge of what can be used (1.4.11).
@Suite("Contrast")
struct ContrastTests {
    private static let texts = [
        ("text", "ground"), ("text", "surface"), ("text", "sunken"), ("muted", "ground"), ("muted", "surface"),
        ("muted", "sunken"), ("accent", "ground"), ("accent", "surface"), ("accent-hover", "ground"),
        ("accent-hover", "surface"), ("on-accent", "accent"), ("on-accent", "accent-hover"),
        ("on-accent-soft", "accent-soft"), ("on-warning-soft", "warning-soft"), ("on-danger", "danger"),
        ("on-danger", "danger-hover"), ("on-danger-soft", "danger-soft"), ("danger", "surface"), ("danger", "ground"),
    ]

    private static let edges = [("field-line", "surface"), ("field-line", "ground"), ("accent", "ground")]

    /// The colours of the light and of the dark page.
    private static var schemes: [[String: [Double]]] {
        let css = String(decoding: WebAsset.baseStyle.bytes, as: UTF8.self)
        let halves = css.components(separatedBy: "@media (prefers-color-scheme: dark)")
        return halves.prefix(2).map { half in
            var colours: [String: [Double]] = [:]
            for match in half.matches(of: /--([\w-]+): #([0-9a-f]{6});/) {
                let digits = Array(match.output.2)
                colours[String(match.output.1)] = stride(from: 0, to: 6, by: 2).map {
                    Double(Int(String(digits[$0...($0 + 1)]), radix: 16) ?? 0) / 255
                }
            }
            return colours
        }
    }

    private static func luminance(_ colour: [Double]) -> Double {
        let linear = colour.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
        return zip(linear, [0.2126, 0.7152, 0.0722]).reduce(0) { $0 + $1.0 * $1.1 }
    }

    static func ratio(_ one: [Double], _ other: [Double]) -> Double {
        let luminances = [luminance(one), luminance(other)].sorted()
        return (luminances[1] + 0.05) / (luminances[0] + 0.05)
    }

    @Test(arguments: [0, 1]) func isEnough(scheme: Int) throws {
        let colours = try #require(Self.schemes.dropFirst(scheme).first)
        for (pairs, least) in [(Self.texts, 4.5), (Self.edges, 3.0)] {
            for (front, back) in pairs {
                let ratio = Self.ratio(try #require(colours[front]), try #require(colours[back]))
                #expect(ratio >= least, "\(front) on \(back) has \(ratio) to 1")
            }
        }
    }

    @Test func isMeasuredAsTheStandardSays() {
        #expect(abs(Self.ratio([1, 1, 1], [0, 0, 0]) - 21) < 0.01)
        #expect(abs(Self.ratio([0x77 / 255.0, 0x77 / 255.0, 0x77 / 255.0], [1, 1, 1]) - 4.48) < 0.01)
    }
}
