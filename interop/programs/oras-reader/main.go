// Prints, as JSON, a manifest's layers and what refers to it, as oras-go finds and fetches them.
//
//	oras-reader 127.0.0.1:5000/acme/app@sha256:…
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2/content"
	"oras.land/oras-go/v2/registry/remote"
)

type artifact struct {
	Digest string   `json:"digest"`
	Layers []string `json:"layers"`
	// as the list of referrers has it
	ArtifactType string     `json:"artifactType"`
	Referrers    []artifact `json:"referrers"`
}

func main() {
	found, err := read(context.Background(), os.Args[1])
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(found)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func read(ctx context.Context, image string) (*artifact, error) {
	repository, err := remote.NewRepository(image)
	if err != nil {
		return nil, err
	}
	repository.PlainHTTP = true
	subject, err := repository.Resolve(ctx, repository.Reference.Reference)
	if err != nil {
		return nil, err
	}
	found, err := fetch(ctx, repository, subject)
	if err != nil {
		return nil, err
	}
	err = repository.Referrers(ctx, subject, "", func(page []ocispec.Descriptor) error {
		for _, descriptor := range page {
			referrer, err := fetch(ctx, repository, descriptor)
			if err != nil {
				return err
			}
			found.Referrers = append(found.Referrers, *referrer)
		}
		return nil
	})
	return found, err
}

func fetch(ctx context.Context, repository *remote.Repository, of ocispec.Descriptor) (*artifact, error) {
	// FetchAll compares digest and size.
	bytes, err := content.FetchAll(ctx, repository, of)
	if err != nil {
		return nil, err
	}
	var manifest ocispec.Manifest
	if err := json.Unmarshal(bytes, &manifest); err != nil {
		return nil, err
	}
	found := artifact{Digest: of.Digest.String(), ArtifactType: of.ArtifactType}
	for _, layer := range manifest.Layers {
		bytes, err := content.FetchAll(ctx, repository, layer)
		if err != nil {
			return nil, err
		}
		found.Layers = append(found.Layers, string(bytes))
	}
	return &found, nil
}
