/// The money whose entries a step of the year-end close takes. Source: 财会〔2017〕25号, 8101, 8201 and 8501.
public enum ClosingFunds: String, Codable, CaseIterable, Sendable {
    /// 财政拨款
    case appropriation
    /// 非财政拨款专项资金: other money that may only be used for its purpose.
    case restricted
    /// 非财政拨款非专项资金
    case unrestricted
}
