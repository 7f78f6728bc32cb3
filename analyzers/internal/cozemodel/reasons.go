package cozemodel

import (
	"go/ast"
	"go/constant"
	"go/types"

	"github.com/cozelint/cozelint/internal/messages"
)

// Reasons says why the package counts as Coze code, for people who wonder: the
// first of each kind of evidence. It is empty where the package does not.
func (m *Model) Reasons() []messages.Message {
	if !m.Relevant() {
		return nil
	}
	var reasons []messages.Message
	pkg := m.Pass.Pkg
	for _, imported := range pkg.Imports() {
		if m.isSDK(imported) {
			reasons = append(reasons, messages.ReasonSDK.With(imported.Path()))
			break
		}
	}
	if text, ok := m.endpointText(); ok {
		reasons = append(reasons, messages.ReasonHost.With(text))
	}
	if packageNamedForCoze(pkg) {
		reasons = append(reasons, messages.ReasonName.With())
	}
	for _, imported := range pkg.Imports() {
		if !m.isSDK(imported) && packageNamedForCoze(imported) {
			reasons = append(reasons, messages.ReasonImport.With(imported.Path()))
			break
		}
	}
	if name, ownModule := m.toldFunction(); name != "" && !ownModule {
		reasons = append(reasons, messages.ReasonForeign.With(name))
	} else if name != "" {
		reasons = append(reasons, messages.ReasonTold.With(name))
	}
	if name := m.declaresForCoze(); name != "" {
		reasons = append(reasons, messages.ReasonDeclares.With(name))
	}
	if m.evidence.shape {
		reasons = append(reasons, messages.ReasonShape.With())
	}
	if m.evidence.setting != "" {
		reasons = append(reasons, messages.ReasonSetting.With(m.evidence.setting))
	}
	if m.evidence.path && len(reasons) == 0 {
		reasons = append(reasons, messages.ReasonFolder.With())
	}
	if len(reasons) == 0 {
		reasons = append(reasons, messages.ReasonModule.With())
	}
	return reasons
}

// endpointText returns the first string constant of the package with a host of
// the Open API or a path that only it has.
func (m *Model) endpointText() (string, bool) {
	for _, file := range m.Pass.Files {
		found := ""
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || found != "" {
				return found == ""
			}
			if value := m.Pass.TypesInfo.Types[lit].Value; value != nil && value.Kind() == constant.String {
				if text := constant.StringVal(value); m.classify(text) == cozeText {
					found = text
				}
			}
			return true
		})
		if found != "" {
			return found, true
		}
	}
	for _, obj := range m.Pass.TypesInfo.Uses {
		if c, ok := obj.(*types.Const); ok && c.Pkg() != nil && c.Pkg() != m.Pass.Pkg && c.Val().Kind() == constant.String {
			if text := constant.StringVal(c.Val()); !m.isSDK(c.Pkg()) && m.classify(text) == cozeText {
				return c.Pkg().Name() + "." + c.Name(), true
			}
		}
	}
	return "", false
}
