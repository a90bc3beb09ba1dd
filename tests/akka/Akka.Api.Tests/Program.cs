using Akka.Api.Tests;

// The command line beside the tests:
//   update LISTINGS TARGET         writes the lines that the engine implements into TARGET
//   check  ASSEMBLY.dll LISTING    prints what the assembly shows and the listing lacks
return args switch
{
    ["update", var listings, var target] => Tool.Update(listings, target),
    ["check", var assembly, var listing] => Tool.Check(assembly, listing),
    _ => Tool.Usage(),
};
