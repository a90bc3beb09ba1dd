using System.CommandLine;

namespace ActorStream.Cli.Commands;

/// <summary><c>completions</c>: prints what a shell must read to complete command lines.</summary>
internal static class CompletionsCommand
{
    // The program answers "[suggest:POSITION] LINE" with one completion a line.
    // Not by compgen -W, which expands the words.
    private const string Bash = """
        _actorstream() {
          local found word="${COMP_WORDS[COMP_CWORD]}"
          COMPREPLY=()
          while IFS= read -r found; do
            [[ -n $found && $found == "$word"* ]] && COMPREPLY+=("$found")
          done < <(actorstream "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
          [[ ${#COMPREPLY[@]} -gt 0 ]] || compopt -o default
        }
        complete -F _actorstream actorstream
        """;

    private const string Zsh = """
        #compdef actorstream
        _actorstream() {
          local -a found
          found=("${(@f)$(actorstream "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          found=(${found:#})
          if (( ${#found} )); then compadd -- "${found[@]}"; else _files; fi
        }
        if [[ "$funcstack[1]" == "_actorstream" ]]; then _actorstream "$@"; else compdef _actorstream actorstream; fi
        """;

    // What is before the cursor, which a completion that is only asked for (complete -C) has too.
    private const string Fish = """
        function __actorstream_complete
          set -l line (commandline -cb | string collect)
          set -l found (actorstream "[suggest:"(string length -- $line)"]" $line 2>/dev/null | string match -v '')
          if set -q found[1]
            printf '%s\n' $found
          else
            __fish_complete_path (commandline -ct)
          end
        end
        complete -c actorstream -f -a '(__actorstream_complete)'
        """;

    public static Command Create(CliContext context)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new CommandWithExamples(
            "completions",
            "Prints a script that lets your shell complete command lines, ids included.",
            [
                "completions bash > ~/.local/share/bash-completion/completions/actorstream",
                "completions zsh > ~/.zfunc/_actorstream",
                "completions fish > ~/.config/fish/completions/actorstream.fish",
            ]
        )
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            context.Out.WriteLine(
                parsed.GetRequiredValue(shell) switch
                {
                    "bash" => Bash,
                    "zsh" => Zsh,
                    _ => Fish,
                }
            );
        });
        return command;
    }
}
