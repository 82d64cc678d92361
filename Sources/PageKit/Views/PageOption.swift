/// One choice of a selection.
public struct PageOption: Sendable {
    public let value: String
    public let text: String
    public let isSelected: Bool

    public init(value: String, text: String, isSelected: Bool) {
        self.value = value
        self.text = text
        self.isSelected = isSelected
    }
}
