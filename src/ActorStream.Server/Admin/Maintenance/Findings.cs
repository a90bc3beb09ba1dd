using ActorStream.Operations;
using ActorStream.Operations.Databases;
using ActorStream.Operations.Verifying;
using ActorStream.Server.Admin.Bodies;

namespace ActorStream.Server.Admin.Maintenance;

/// <summary>From what a verification finds to what operators are told.</summary>
internal static class Findings
{
    public static FindingBody Of(Finding finding) =>
        new(
            PersistenceIds.ToId(finding.PersistenceId),
            finding.SequenceNr,
            Kinds.NameOf(finding.Kind),
            finding.Reason
        );
}
