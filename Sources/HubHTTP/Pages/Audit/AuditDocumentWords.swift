import HubModel
import Protection

// The words behind every code that the audit trail can hold. A new case without words does not compile.

extension AuditDeed: Wording {
    var text: LocalizedText {
        switch self {
        case .accountCreated: LocalizedText("新建账号", "Account created")
        case .accountDisabled: LocalizedText("停用账号", "Account disabled")
        case .accountEnabled: LocalizedText("重新启用账号", "Account enabled again")
        case .accountReset: LocalizedText("重置密码", "Password reset")
        case .roleAssigned: LocalizedText("增加身份", "Role given")
        case .roleWithdrawn: LocalizedText("取消身份", "Role taken away")
        case .roleSwitched: LocalizedText("切换身份", "Acted in another role")
        case .passwordChanged: LocalizedText("修改密码", "Password changed")
        case .passwordSetByLink: LocalizedText("用一次性链接设置密码", "Password set by a one-time link")
        case .secondFactorSet: LocalizedText("开启动态码", "Second factor set up")
        case .secondFactorRemoved: LocalizedText("取消动态码", "Second factor removed")
        case .identityLinked: LocalizedText("绑定统一身份认证", "Linked to the identity provider")
        case .identityUnlinked: LocalizedText("解除统一身份认证", "Unlinked from the identity provider")
        case .signedOut: LocalizedText("退出登录", "Signed out")
        case .sessionEnded: LocalizedText("退出一台其他设备", "Another device signed out")
        case .otherSessionsEnded: LocalizedText("退出所有其他设备", "All other devices signed out")
        case .enrolmentCodeIssued: LocalizedText("签发站点登记码", "Enrolment code issued")
        case .stationKeyEnrolled: LocalizedText("站点登记密钥", "Station enrolled a key")
        case .stationKeyRotated: LocalizedText("站点更换密钥", "Station replaced its key")
        case .stationKeyRevoked: LocalizedText("作废站点密钥", "Station key revoked")
        case .keyAdded: LocalizedText("添加枢纽密钥", "Hub key added")
        case .keyRetired: LocalizedText("停用枢纽密钥", "Hub key retired")
        case .keysRewrapped: LocalizedText("重新包裹密钥", "Keys wrapped anew")
        case .factsSealed: LocalizedText("加密已存记录", "Stored records sealed")
        case .residentErased: LocalizedText("删除居民资料", "Resident erased")
        case .residentLinked: LocalizedText("关联同一居民", "Resident linked")
        case .erasuresSettled: LocalizedText("恢复后再次删除居民资料", "Erasures repeated after a restore")
        case .emergencyGranted: LocalizedText("开始紧急调阅", "Emergency access opened")
        case .emergencyRead: LocalizedText("紧急调阅中查看资料", "Record read in an emergency")
        case .emergencyEnded: LocalizedText("结束紧急调阅", "Emergency access given back")
        case .emergencySeen: LocalizedText("知悉紧急调阅通知", "Notice of emergency access seen")
        case .directoryChanged: LocalizedText("更新站点与医院名录", "Directory changed")
        case .backedUp: LocalizedText("备份数据库", "Database backed up")
        case .documentsPublished: LocalizedText("向站点下发配置", "Configuration published to a station")
        case .orderPlaced: LocalizedText("下单", "Order placed")
        case .orderAccepted: LocalizedText("接单", "Order accepted")
        case .orderDelivered: LocalizedText("登记已服务", "Service delivered")
        case .orderVerified: LocalizedText("居民确认服务", "Service verified by the resident")
        case .orderCancelled: LocalizedText("取消点单", "Order cancelled")
        case .orderDenied: LocalizedText("居民表示没有收到服务", "Resident says that nothing was received")
        case .orderLinkMade: LocalizedText("为居民生成一次性链接或确认码", "One-time link or code made for a resident")
        case .offerDecided: LocalizedText("确定站点定位与服务", "Profile and services of a station decided")
        case .budgetMoved: LocalizedText("变动预算指标", "Budget moved")
        case .voucherApproved: LocalizedText("批准凭证", "Voucher approved")
        case .voucherRejected: LocalizedText("退回凭证", "Voucher rejected")
        case .fundingExceptionResolved: LocalizedText("处理点单资金异常", "Exception of an order's money settled")
        case .claimSubmitted: LocalizedText("提交报销单", "Claim submitted")
        case .claimWithdrawn: LocalizedText("撤回报销单", "Claim withdrawn")
        case .claimApproved: LocalizedText("批准报销单", "Claim approved")
        case .claimRejected: LocalizedText("驳回报销单", "Claim rejected")
        case .claimPaid: LocalizedText("办理报销支付", "Payment of a claim prepared")
        case .paymentReturned: LocalizedText("登记支付退回", "Return of a payment recorded")
        case .documentAttached: LocalizedText("登记凭证附件", "Paper of a voucher recorded")
        case .voucherReversed: LocalizedText("红字冲销凭证", "Reversal of a voucher prepared")
        case .eventEntered: LocalizedText("手工录入业务", "Event entered by hand")
        case .yearEndBooked: LocalizedText("办理年末业务", "End of a year booked")
        case .monthClosed: LocalizedText("月末结账", "Month closed")
        case .reopeningAsked: LocalizedText("申请反结账", "Reopening of a month asked for")
        case .monthReopened: LocalizedText("确认反结账", "Month opened again")
        case .rejectedReserved: LocalizedText("退回的服务重新入账", "Rejected service booked again")
        case .unfundedRetried: LocalizedText("重试无指标点单", "Orders without a budget tried again")
        }
    }
}

extension AuditSignInMethod: Wording {
    var text: LocalizedText {
        switch self {
        case .password: LocalizedText("密码", "Password")
        case .passwordAgain: LocalizedText("再次输入密码", "Password typed again")
        case .secondFactor: LocalizedText("动态码", "Second factor")
        case .openID: LocalizedText("统一身份认证", "Identity provider")
        }
    }
}

extension AuditRefusal: Wording {
    var text: LocalizedText {
        switch self {
        case .notSignedIn: LocalizedText("未登录或登录已失效", "Not signed in any more")
        case .secondFactorDue: LocalizedText("未通过动态码验证", "Second factor not shown")
        case .notAllowed: LocalizedText("该身份无权访问", "The role may not")
        case .invalidForm: LocalizedText("表单不是本系统页面发出的，或已过期", "Form from elsewhere, or too old")
        case .tooManyRequests: LocalizedText("尝试过于频繁", "Too many attempts")
        case .unknownKey: LocalizedText("未登记的密钥", "Unknown key")
        case .revokedKey: LocalizedText("已作废的密钥", "Revoked key")
        case .badSignature: LocalizedText("签名缺失或不符", "Bad or missing signature")
        case .wrongStation: LocalizedText("密钥或记录属于另一站点", "Of another station")
        case .untrustedIdentity: LocalizedText("统一身份认证的回答未通过核验", "Identity service's answer not proven")
        case .unlinkedIdentity: LocalizedText("统一身份账号未绑定", "Not linked to anybody here")
        case .disabledAccount: LocalizedText("账号已停用", "Account is disabled")
        case .keyInUse: LocalizedText("密钥已被登记", "Key is registered already")
        case .unknownEnrolment: LocalizedText("没有这个登记码", "No such enrolment code")
        case .usedEnrolment: LocalizedText("登记码已用过", "Enrolment code used up")
        case .expiredEnrolment: LocalizedText("登记码已过期", "Enrolment code expired")
        case .voidEnrolment: LocalizedText("登记码已被新码取代", "Enrolment code replaced by a later one")
        case .unreadable: LocalizedText("内容无法读取", "Unreadable content")
        case .unsupportedMediaType: LocalizedText("内容类型不对", "Wrong type of content")
        case .tooLarge: LocalizedText("内容太大", "Too large")
        case .badDigest: LocalizedText("内容与摘要不符", "Content does not match its digest")
        case .gap: LocalizedText("中间缺少记录", "Facts are missing in between")
        case .fork: LocalizedText("同一位置有不同的记录", "A different fact at the same place")
        case .oldEpoch: LocalizedText("账本纪元已过时", "Old epoch of the book")
        case .unknownEpoch: LocalizedText("未知的账本纪元", "Unknown epoch of the book")
        case .brokenChain: LocalizedText("哈希链不衔接", "Broken hash chain")
        case .invalidIDNumber: LocalizedText("身份证号码有误", "Invalid ID number")
        case .residentErased: LocalizedText("居民资料已删除", "Resident was erased")
        case .unknownResident: LocalizedText("没有这位居民", "No such resident")
        case .accessNotOpen: LocalizedText("紧急调阅不在有效期内或属于他人", "Emergency access not open, or somebody else's")
        case .ownAccess: LocalizedText("自己的调阅须由他人知悉", "Notice of the own access")
        case .other: LocalizedText("请求不符合要求", "Request not acceptable")
        }
    }
}

extension AuditPurpose: Wording {
    var text: LocalizedText {
        switch self {
        case .treatment: LocalizedText("服务居民", "Treatment")
        case .emergencyTreatment: LocalizedText("紧急救助", "Emergency treatment")
        case .breakGlass: LocalizedText("紧急调阅", "Emergency access")
        case .patientRequest: LocalizedText("居民本人要求", "Asked by the resident")
        }
    }
}

extension AuditEvent.Entity.Kind: Wording {
    var text: LocalizedText {
        switch self {
        case .account: LocalizedText("账号", "Account")
        case .session: LocalizedText("登录会话", "Session")
        case .resident: LocalizedText("居民", "Resident")
        case .facts: LocalizedText("站点记录", "Facts")
        case .order: LocalizedText("点单", "Order")
        case .orders: LocalizedText("服务点单", "Orders")
        case .stationKey: LocalizedText("站点密钥", "Station key")
        case .enrolmentCode: LocalizedText("登记码", "Enrolment code")
        case .hubKey: LocalizedText("枢纽密钥", "Hub key")
        case .subjectKeys: LocalizedText("居民密钥", "Residents' keys")
        case .configuration: LocalizedText("配置", "Configuration")
        case .database: LocalizedText("数据库", "Database")
        case .fundingReportTable, .fundingReportWorkbook: LocalizedText("经费报表", "Funding report")
        case .books: LocalizedText("账簿", "Books of accounts")
        case .auditEvents, .audit, .auditLines: LocalizedText("审计记录", "Audit trail")
        case .route: LocalizedText("页面或接口", "Page or interface")
        case .accounts: LocalizedText("账号", "Accounts")
        case .staff: LocalizedText("站点人员", "Station's people")
        case .residents: LocalizedText("居民", "Residents")
        case .export: LocalizedText("居民资料导出", "Export of a resident's data")
        case .emergency: LocalizedText("紧急调阅", "Emergency access")
        case .notices: LocalizedText("通知", "Notices")
        case .stationTable: LocalizedText("各站点数字表", "Table of stations")
        case .funding: LocalizedText("站点经费", "Funding of a station")
        case .lines: LocalizedText("预算指标明细", "Events of a budget line")
        case .vouchers: LocalizedText("凭证", "Vouchers")
        case .inbox: LocalizedText("经费待办", "Funding to be looked at")
        case .claims: LocalizedText("报销单", "Claims")
        case .claim: LocalizedText("报销单", "Claim")
        case .months: LocalizedText("结账", "Months of the books")
        case .month: LocalizedText("会计月份", "Month of the books")
        case .budgetLine: LocalizedText("预算指标", "Budget line")
        case .voucher: LocalizedText("凭证", "Voucher")
        case .fundingException: LocalizedText("点单资金异常", "Exception of an order's money")
        }
    }
}

extension AuditDetail: Wording {
    var text: LocalizedText {
        switch self {
        case .what: LocalizedText("事项", "What")
        case .method: LocalizedText("方式", "By")
        case .refusal: LocalizedText("原因", "Because")
        case .role: LocalizedText("身份", "Role")
        case .organization: LocalizedText("单位", "Organization")
        case .route: LocalizedText("地址", "Address")
        case .attempts: LocalizedText("次数", "Attempts")
        case .added: LocalizedText("新增记录", "Facts added")
        case .rows: LocalizedText("涉及条数", "Records")
        case .unreadable: LocalizedText("无法读取", "Unreadable")
        case .purpose: LocalizedText("用途", "Purpose")
        case .key: LocalizedText("原密钥", "Earlier key")
        case .operator: LocalizedText("操作员", "Operator")
        case .stations: LocalizedText("站点", "Stations")
        case .hospitals: LocalizedText("医院", "Hospitals")
        case .documents: LocalizedText("内容", "Documents")
        case .revision: LocalizedText("第几次决定", "Decision")
        case .plugin: LocalizedText("定位与版本", "Profile and version")
        case .effective: LocalizedText("生效时间", "In force from")
        case .check: LocalizedText("未通过项", "Failed check")
        case .access: LocalizedText("调阅编号", "Access")
        case .from: LocalizedText("自", "From")
        case .to: LocalizedText("至", "Until")
        case .type: LocalizedText("类型", "Type")
        case .account: LocalizedText("账号", "Account")
        }
    }
}

extension KeyPurpose: Wording {
    var text: LocalizedText {
        switch self {
        case .encryption: LocalizedText("加密", "Encryption")
        case .lookup: LocalizedText("查找", "Look-up")
        case .linkage: LocalizedText("关联居民", "Linkage")
        case .audit: LocalizedText("审计签名", "Audit signatures")
        }
    }
}

extension AuditEvent.Action: Wording {
    var text: LocalizedText {
        switch self {
        case .create: LocalizedText("新增", "Created")
        case .read: LocalizedText("查看", "Read")
        case .update: LocalizedText("更改", "Changed")
        case .delete: LocalizedText("删除", "Removed")
        case .execute: LocalizedText("操作", "Done")
        }
    }
}

/// Documents that stations are told, by the word before the code in their keys.
enum AuditDocumentWords: String, Wording {
    case station, district, profile, package, activity, instrument

    var text: LocalizedText {
        switch self {
        case .station: LocalizedText("站点信息", "station")
        case .district: LocalizedText("区信息", "district")
        case .profile: LocalizedText("服务类型", "profile")
        case .package: LocalizedText("服务包", "package")
        case .activity: LocalizedText("活动", "activity")
        case .instrument: LocalizedText("量表", "instrument")
        }
    }

    /// `package/P01` or `package×3` in words.
    static func text(of key: Substring, _ language: Language) -> String {
        let counted = key.split(separator: "×")
        if counted.count == 2 {
            return "\(Self(rawValue: String(counted[0]))?(language) ?? String(counted[0])) × \(counted[1])"
        }
        let parts = key.split(separator: "/", maxSplits: 1)
        let word = parts.first.flatMap { Self(rawValue: String($0)) }?(language)
        return ([word ?? String(parts.first ?? "")] + parts.dropFirst().map(String.init)).joined(separator: " ")
    }
}
