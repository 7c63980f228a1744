import Testing

@testable import Coordinator

@Suite("Selection picture")
struct PictureDrawingTests {
    @Test func isTheSameEveryDay() {
        let picture = PictureDrawing(name: "Salted peanuts")
        #expect(picture.letter == "S")
        #expect(picture.tint == PictureDrawing(name: "Salted peanuts").tint)
        #expect(PictureDrawing(name: "Ökobrot").letter == "Ö")
        #expect(PictureDrawing(name: "\"7 Up\"").letter == "7")
        #expect(PictureDrawing(name: "🍎").letter == "·")
        #expect(PictureDrawing(name: "").letter == "·")
    }

    @Test func hasAStyleForEveryTint() {
        let style = String(decoding: WebAsset.customerStyle.bytes, as: UTF8.self)
        for tint in 0..<PictureDrawing.tints { #expect(style.contains(".tint-\(tint) .tint-back")) }
        for name in ["a", "b", "Crisps", "Oat bar", "Ginger biscuits"] {
            #expect(PictureDrawing(name: name).tint < PictureDrawing.tints)
        }
    }
}
