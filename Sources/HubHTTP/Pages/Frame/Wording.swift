public import PageKit

extension WordSection {
    public static var book: WordBook { HubResources.words }
}
