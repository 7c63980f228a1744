extension WebAsset {
    /// Design tokens and the elements that all pages share.
    package static let baseStyle = WebAsset("base.css", PackageResources.base_css)

    /// The sign of the house, beside the page's name.
    package static let mark = WebAsset("mark.svg", PackageResources.mark_svg)

    /// Every file of `Web/Assets`; a test compares list and folder.
    static let all = [baseStyle, mark]
}
