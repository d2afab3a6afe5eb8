import ArgumentParser
import ViewerCore

// What the command line can say of the core's own values.

extension Geometry: ExpressibleByArgument {}
extension Inhibition.Policy: ExpressibleByArgument {}
extension ScreenCaption.Corner: ExpressibleByArgument {}
extension SyncWish: ExpressibleByArgument {}
extension Look.Fit: ExpressibleByArgument {}
extension Rotation: ExpressibleByArgument {}
extension TransferWish: ExpressibleByArgument {}
