"""One run in pieces on a Dask cluster that shares no disk: scenario and pieces travel through stdin and stdout.

python dask_run.py case.toml 1e9 64 tcp://scheduler:8786 > result.json      (no address: this machine)
"""
import json, pathlib, subprocess, sys, tempfile
from dask.distributed import Client, as_completed

def vendepunkt(*call, text=None):
    return subprocess.run(["vendepunkt", *map(str, call)], input=text, stdout=subprocess.PIPE, check=True).stdout

def piece(text, draws, number, of):
    return vendepunkt("run", "-", "--quiet", "--threads", 1, "--draws", draws, "--shard", f"{number}/{of}", text=text)

def main(scenario, draws, of, address=None):
    # What the file extends, and its data, merged into one text that needs no other file.
    resolved = json.loads(vendepunkt("run", scenario, "--draws", 100, "--format", "json", "--quiet"))[0]["scenario"]["resolved"]
    with Client(address) as client, tempfile.TemporaryDirectory() as folder:
        text = client.scatter(resolved.encode(), broadcast=True)
        lots = [client.submit(piece, text, draws, k, of, retries=3, pure=False) for k in range(1, of + 1)]
        for number, (_, made) in enumerate(as_completed(lots, with_results=True)):
            pathlib.Path(folder, f"{number}.json").write_bytes(made)
        sys.stdout.buffer.write(vendepunkt("merge", *pathlib.Path(folder).iterdir(), "--no-verdict", "--format", "json"))

if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), *sys.argv[4:])
