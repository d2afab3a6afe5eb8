// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Follow",
  dependencies: [.package(name: "shmview", path: "../..")],
  targets: [
    .executableTarget(
      name: "Follow", dependencies: [.product(name: "ShmChannel", package: "shmview")])
  ]
)
