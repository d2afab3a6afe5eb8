internal import ArgumentParser
internal import CommandLineFiles
internal import ImageDecoding
internal import Slideshow

extension Seconds: ExpressibleByArgument {}
extension Playlist.Order: ExpressibleByArgument {}
extension ShotPairs.Side: ExpressibleByArgument {}
extension DepthChoice: ExpressibleByArgument {}
extension EmbeddedProfile: ExpressibleByArgument {}
