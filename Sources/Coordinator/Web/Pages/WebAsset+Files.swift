extension WebAsset {
    /// Design tokens and the elements that all pages share.
    package static let baseStyle = WebAsset("base.css", PackageResources.base_css)

    /// The sign of the house, beside the page's name.
    package static let mark = WebAsset("mark.svg", PackageResources.mark_svg)

    /// The pages of those who buy.
    package static let customerStyle = WebAsset("customer.css", PackageResources.customer_css)

    /// Follows an order live.
    package static let orderScript = WebAsset("order.js", PackageResources.order_js)

    /// What the operators' pages add to it.
    package static let operatorStyle = WebAsset("operator.css", PackageResources.operator_css)

    /// Sheets of labels.
    package static let labelStyle = WebAsset("labels.css", PackageResources.labels_css)

    /// What keeps the operators' pages up to date.
    package static let operatorScript = WebAsset("operator.js", PackageResources.operator_js)

    /// Every file of `Web/Assets`; a test compares list and folder.
    static let all = [baseStyle, customerStyle, labelStyle, mark, operatorStyle, operatorScript, orderScript]
}
