import HubModel
import PluginHost

/// Texts of the page on how the plugins are doing.
enum OperationsWords: String, Wording {
    case title, lead, allWell, troubled, nothingLoaded, emptyHint
    case plugins, plugin, version, state, process, calls, failures, restarts, lastFailure, noFailure
    case running, restarting, paused, restartingEffect, pausedEffect, ownProcess, inHub, noProcess
    case refused, refusedHint, folder, reason, unknownPlugin

    init(_ state: PluginStatus.State) {
        self =
            switch state {
            case .running: .running
            case .restarting: .restarting
            case .circuitOpen: .paused
            }
    }

    var text: LocalizedText {
        switch self {
        case .title: LocalizedText("运行状态", "Operations")
        case .lead:
            LocalizedText(
                "每个定位的规则由一个插件给出，各自在独立进程中运行；一个出错不影响其他。次数自枢纽启动时计。",
                "The rules of each profile come from a plugin in a process of its own; one that fails harms no other. "
                    + "Counts begin when the hub starts.")
        case .allWell: LocalizedText("{n} 个插件全部运行正常", "All plugins run ({n})")
        case .troubled: LocalizedText("{n} 个插件需要查看", "Plugins to be looked at: {n}")
        case .nothingLoaded: LocalizedText("没有载入任何插件", "No plugin is loaded")
        case .emptyHint:
            LocalizedText(
                "没有插件时，站点没有服务包、活动和分诊规则。请安装已签名的插件包，然后重新启动枢纽。",
                "Without plugins stations have no packages, activities and rules. Install signed bundles and restart the hub."
            )
        case .plugins: LocalizedText("已载入的插件", "Loaded plugins")
        case .plugin: LocalizedText("定位", "Profile")
        case .version: LocalizedText("版本", "Version")
        case .state: LocalizedText("状态", "State")
        case .process: LocalizedText("进程", "Process")
        case .calls: LocalizedText("请求次数", "Calls")
        case .failures: LocalizedText("失败次数", "Failures")
        case .restarts: LocalizedText("重启次数", "Restarts")
        case .lastFailure: LocalizedText("最近一次失败", "Last failure")
        case .noFailure: LocalizedText("没有失败", "none")
        case .running: LocalizedText("运行中", "running")
        case .restarting: LocalizedText("正在重启", "being restarted")
        case .paused: LocalizedText("已暂停", "paused")
        case .restartingEffect: LocalizedText("请求会等待片刻", "calls wait a moment")
        case .pausedEffect:
            LocalizedText(
                "连续失败，暂不接受请求，稍后自动再试", "it failed several times running; calls are refused until a trial succeeds")
        case .ownProcess: LocalizedText("运行中（{n}）", "running ({n})")
        case .inHub: LocalizedText("在枢纽进程内", "inside the hub")
        case .noProcess: LocalizedText("没有进程", "no process")
        case .refused: LocalizedText("未载入的插件", "Plugins that were refused")
        case .refusedHint:
            LocalizedText(
                "这些插件已安装但没有载入，其定位的站点暂时没有相应的服务内容。处理后重新启动枢纽。",
                "They are installed and not loaded; stations of their profile have no offers of it. Restart the hub when it is put right."
            )
        case .folder: LocalizedText("文件夹", "Folder")
        case .reason: LocalizedText("原因与处理", "Reason, and what to do")
        case .unknownPlugin: LocalizedText("无法识别", "can't be told")
        }
    }
}
