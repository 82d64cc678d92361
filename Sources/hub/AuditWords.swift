import Protection

/// What verifying the audit trail says to people.
enum AuditWords {
    static let withoutAnchors =
        "未指定锚定文件：无法发现最新检查点及其记录被一并删除 / no anchor file: not found is whether the newest checkpoints were removed with their entries"

    static func summary(of stream: AuditReport.Stream) -> String {
        "\(stream.name): \(stream.entries) 条，检查点覆盖至第 \(stream.anchoredThrough) 条，其后 \(stream.unanchored) 条尚未锚定 / "
            + "\(stream.entries) entries, anchored through \(stream.anchoredThrough), \(stream.unanchored) after that not yet anchored"
    }

    static func passed(checkpoints: Int64) -> String {
        "审计记录完整，已核对 \(checkpoints) 个检查点 / the audit trail is as it was written; \(checkpoints) checkpoints checked"
    }

    static func failed(findings: Int) -> String {
        "发现 \(findings) 处问题，审计记录不可信 / \(findings) findings: the audit trail is not as it was written"
    }

    static func text(of finding: AuditFinding) -> String {
        switch finding {
        case .entryChanged(let stream, let seq):
            "\(stream) 第 \(seq) 条: 与前一条不衔接，该条或前一条被改动 / entry \(seq) does not follow from the one before: it was "
                + "changed, or the one before was replaced"
        case .entriesMissing(let stream, let from, let through):
            "\(stream) 第 \(from) 至 \(through) 条: 缺失 / entries \(from) to \(through) are missing"
        case .entryUnexpected(let stream, let seq):
            "\(stream) 第 \(seq) 条: 不应存在，系插入 / entry \(seq) can't be there: it was inserted"
        case .entriesRewritten(let stream, let from, let through, let checkpoint):
            "\(stream) 第 \(from) 至 \(through) 条: 与检查点 \(checkpoint) 不符，已被改写 / entries \(from) to \(through) are not those of "
                + "checkpoint \(checkpoint): they were rewritten"
        case .streamEndDiffers(let stream, let seq):
            "\(stream) 第 \(seq) 条: 链尾登记与最后一条不符 / audit_stream does not agree with entry \(seq), the last one"
        case .anchorDiffers(let stream):
            "\(stream): audit_anchor 与检查点不符 / audit_anchor does not agree with the checkpoints"
        case .checkpointsMissing(let from, let through):
            "检查点 \(from) 至 \(through): 缺失 / checkpoints \(from) to \(through) are missing"
        case .checkpointUnexpected(let number):
            "检查点 \(number): 编号重复或无效 / checkpoint \(number): its number is taken or invalid"
        case .checkpointChanged(let number, let fault):
            "检查点 \(number): \(text(of: fault, number))"
        case .anchorLineChanged(let line):
            "锚定文件第 \(line) 行: 不是相衔接的检查点 / line \(line) of the anchor file is not the checkpoint that follows"
        case .anchorFileEmpty:
            "锚定文件为空，而数据库中有检查点 / the anchor file holds no checkpoint and the database does"
        }
    }

    private static func text(of fault: AuditFinding.CheckpointFault, _ number: Int64) -> String {
        switch fault {
        case .unreadable: "内容无法读取 / checkpoint \(number) can't be read"
        case .columnsDiffer: "各列与已签名的内容不符 / the columns of checkpoint \(number) are not what was signed"
        case .doesNotFollow: "与前一检查点不衔接 / checkpoint \(number) does not follow from the one before"
        case .unknownKey(let id):
            "没有密钥“\(id)”的公钥 / checkpoint \(number) was signed with key '\(id)', which is not given"
        case .badSignature: "签名无效 / checkpoint \(number) has no good signature"
        case .differsFromAnchorFile: "与锚定文件不符 / checkpoint \(number) is not the one of the anchor file"
        }
    }
}
