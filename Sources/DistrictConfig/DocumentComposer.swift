import HubModel
import Yams

/// Turns the text of a file into nodes. After a syntax error or a duplicate key, what stands before it is kept.
struct DocumentComposer {
    /// The nodes of the readable part, and where collections begin that the mistake cut off.
    struct Composition {
        var root: Node?
        var openPlaces: Set<Place> = []
    }

    static let largestFileBytes = 256 * 1024
    private static let deepestNesting = 100
    /// Bounds the work on a hopeless file.
    private static let shortestRetreat = 400

    let file: String
    let log: MistakeLog

    /// Composes the text and reports what is wrong with it.
    func compose(_ text: String) -> Composition {
        guard text.utf8.count <= Self.largestFileBytes else {
            report(
                .unreadable, line: 1, column: 1, zh: "文件过大", en: "the file is too large",
                allowed: LocalizedText(zh: "最多 256 KiB", en: "at most 256 KiB"))
            return Composition()
        }
        guard !nestsTooDeeply(text) else {
            report(.syntax, line: 1, column: 1, zh: "嵌套层次过深", en: "nested too deeply")
            return Composition()
        }
        do {
            return Composition(root: try Yams.compose(yaml: text))
        } catch let error as YamlError {
            let line = report(error, in: text)
            return readablePart(of: text, before: line)
        } catch {
            report(.syntax, line: 1, column: 1, zh: "无法解析：\(error)", en: "not readable as YAML: \(error)")
            return Composition()
        }
    }

    /// The longest run of whole lines before `line` that is YAML.
    private func readablePart(of text: String, before line: Int) -> Composition {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var count = min(line - 1, lines.count)
        let last = max(1, count - Self.shortestRetreat)
        while count >= last {
            let prefix = lines[..<count].joined(separator: "\n") + "\n"
            do {
                let root = try Yams.compose(yaml: prefix)
                return Composition(root: root, openPlaces: openPlaces(in: root))
            } catch let error as YamlError {
                if case .duplicatedKeysInMapping = error { count = min(count, report(error, in: prefix)) }
            } catch {}
            count -= 1
        }
        return Composition()
    }

    /// Where the collections begin that reach to the end of the readable part.
    private func openPlaces(in root: Node?) -> Set<Place> {
        var places: Set<Place> = []
        var node = root
        while let current = node {
            if let mark = current.mark { places.insert(Place(file: file, line: mark.line, column: mark.column)) }
            switch current {
            case .mapping(let mapping): node = mapping.reversed().first?.value
            case .sequence(let sequence): node = sequence.last
            case .scalar, .alias: node = nil
            }
        }
        return places
    }

    /// libyaml and its caller recurse, so that thousands of brackets would exhaust the stack.
    private func nestsTooDeeply(_ text: String) -> Bool {
        var brackets = 0
        var markersInLine = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
            case UInt8(ascii: "-"), UInt8(ascii: "?"): markersInLine += 1
            case UInt8(ascii: "\n"): markersInLine = 0
            default: break
            }
            if brackets > Self.deepestNesting || markersInLine > 2 * Self.deepestNesting { return true }
        }
        return false
    }

    /// Reports the error and returns its line.
    private func report(_ error: YamlError, in text: String) -> Int {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let detail = context.map { "\(problem) (\($0.text))" } ?? problem
            report(
                .syntax, line: mark.line, column: mark.column, zh: "YAML 语法错误：\(detail)",
                en: "YAML syntax error: \(detail)")
            // The readable part ends where the broken construct began, e.g. at an opening quote.
            return min(mark.line, context?.mark.line ?? mark.line)
        case .duplicatedKeysInMapping(let keys, let context):
            let found = DuplicateKeyFinder(text: text, keys: keys).find()
            let mark = found?.second ?? context.mark
            let first = found?.first.map { "\(file):\($0.line):\($0.column)" }
            report(
                .duplicateKey, line: mark.line, column: mark.column,
                zh: "键“\(found?.key ?? keys.joined(separator: ", "))”重复" + (first.map { "，首次出现于 \($0)" } ?? ""),
                en: "duplicate key '\(found?.key ?? keys.joined(separator: ", "))'"
                    + (first.map { ", first at \($0)" } ?? ""))
            return mark.line
        case .reader(let problem, let offset, _, _):
            let (line, column) = position(ofByte: offset ?? 0, in: text)
            report(
                .syntax, line: line, column: column, zh: "含有不允许的字符：\(problem)",
                en: "a character that is not allowed: \(problem)")
            return line
        default:
            report(.syntax, line: 1, column: 1, zh: "无法解析为 YAML", en: "not readable as YAML")
            return 1
        }
    }

    private func position(ofByte offset: Int, in text: String) -> (line: Int, column: Int) {
        let before = String(decoding: text.utf8.prefix(max(0, offset)), as: UTF8.self)
        let lines = before.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        return (max(1, lines.count), (lines.last?.count ?? 0) + 1)
    }

    private func report(
        _ key: ConfigurationMistake.Key, line: Int, column: Int, zh: String, en: String,
        allowed: LocalizedText? = nil
    ) {
        log.report(
            key, at: Place(file: file, line: max(1, line), column: max(1, column)), LocalizedText(zh: zh, en: en),
            allowed: allowed)
    }
}
