import PluginHost

PluginWorker.run()
